import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

// Just enough of DER to write a certificate: no program and no file with a key is needed.
const der = (tag: number, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1")));
  const size = body.length;
  const head = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), body]);
};
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const name = (text: string) =>
  sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from(text)))));
const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));

/** A self-signed certificate for a host name, with its key, both in PEM. */
export function selfSigned(host: string): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x04, value));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(8)),
    ecdsaWithSha256,
    name(host),
    sequence(der(0x17, "200101000000Z"), der(0x17, "490101000000Z")),
    name(host),
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      sequence(
        extension("551d11", sequence(der(0x82, host))),
        extension("551d13", sequence(der(0x01, Buffer.from([255])))),
      ),
    ),
  );
  return { cert: pem(signed(body, privateKey)), key: keyPem(privateKey) };
}

function signed(body: Buffer, key: KeyObject): Buffer {
  return sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), sign("sha256", body, key)));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function keyPem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}
