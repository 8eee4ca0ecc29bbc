import { inArray, sql } from "drizzle-orm";
import type { Database } from "../database.js";
import * as tables from "../models/index.js";
import { seguirComoEmpresa } from "../tenant.js";
import type { Empresa } from "./company.js";

const permisos = {
  "facturas.crear": "Crear facturas",
  "facturas.ver": "Ver facturas",
  "clientes.editar": "Crear y cambiar clientes",
  "productos.editar": "Crear y cambiar productos",
  "usuarios.editar": "Crear y cambiar usuarios",
  "empresa.editar": "Cambiar los datos de la empresa",
};
const roles = {
  Admin: Object.keys(permisos),
  User: ["facturas.crear", "facturas.ver", "clientes.editar"],
};
const tiposDocumento = {
  "11": "Registro civil",
  "12": "Tarjeta de identidad",
  "13": "Cédula de ciudadanía",
  "22": "Cédula de extranjería",
  "31": "NIT",
  "41": "Pasaporte",
};

/**
 * Brings in the catalogues and one company with its roles, users, taxes, clients and products. What is
 * there already stays as it is, so a second run changes nothing.
 *
 * @param tx a transaction: all of it comes in, or nothing
 */
export async function seed(tx: Database, empresa: Empresa): Promise<void> {
  await tx
    .insert(tables.permisos)
    .values(Object.entries(permisos).map(([codigo, descripcion]) => ({ codigo, descripcion })))
    .onConflictDoNothing();
  await tx
    .insert(tables.tiposDocumento)
    .values(Object.entries(tiposDocumento).map(([codigo, nombre]) => ({ codigo, nombre })))
    .onConflictDoNothing();
  await seguirComoEmpresa(tx, empresa.id);
  await addCompany(tx, empresa);
  await addPeople(tx, empresa);
  await addCatalogue(tx, empresa);
  await tx.execute(sql`select set_config('role', 'none', true)`);
}

async function addCompany(tx: Database, empresa: Empresa): Promise<void> {
  await tx.insert(tables.empresas).values(empresa).onConflictDoNothing();
  await tx
    .insert(tables.configuracionesDian)
    .values({
      empresaId: empresa.id,
      resolucion: empresa.resolucion,
      prefijo: empresa.prefijo,
      desde: 990000000,
      hasta: 995000000,
      siguiente: 990000000,
      vigenteHasta: "2030-12-31",
    })
    .onConflictDoNothing();
}

async function addPeople(tx: Database, { id: empresaId, email }: Empresa): Promise<void> {
  const domain = email.split("@")[1];
  for (const [nombre, allowed] of Object.entries(roles)) {
    await tx.insert(tables.roles).values({ empresaId, nombre }).onConflictDoNothing();
    const [rol] = await tx
      .select()
      .from(tables.roles)
      .where(inArray(tables.roles.nombre, [nombre]));
    if (!rol) throw new Error(`the role ${nombre} was not saved`);
    await tx
      .insert(tables.rolPermisos)
      .values(allowed.map((permiso) => ({ empresaId, rolId: rol.id, permiso })))
      .onConflictDoNothing();
    await tx
      .insert(tables.usuarios)
      .values({ empresaId, rolId: rol.id, nombre, email: `${nombre.toLowerCase()}@${domain}` })
      .onConflictDoNothing();
  }
}

async function addCatalogue(tx: Database, empresa: Empresa): Promise<void> {
  const own = <Row>(rows: readonly Row[]) => rows.map((row) => ({ empresaId: empresa.id, ...row }));
  await tx.insert(tables.clientes).values(own(empresa.clientes)).onConflictDoNothing();
  await tx.insert(tables.impuestos).values(own(empresa.impuestos)).onConflictDoNothing();
  await tx
    .insert(tables.productos)
    .values(own(empresa.productos.map(({ impuestos: _, ...product }) => product)))
    .onConflictDoNothing();
  const taxes = await tx.select().from(tables.impuestos);
  const products = await tx.select().from(tables.productos);
  const links = empresa.productos.flatMap((product) =>
    product.impuestos.map((nombre) => ({
      productoId: products.find(({ codigo }) => codigo === product.codigo)?.id ?? "",
      impuestoId: taxes.find((tax) => tax.nombre === nombre)?.id ?? "",
    })),
  );
  await tx.insert(tables.productoImpuestos).values(own(links)).onConflictDoNothing();
}
