// Reads two databases and compares them in every direction; prints what that cost, as JSON.
const [, , dist, before, after] = process.argv;
const load = (path) => import(new URL(path, `file://${dist}/`).href);
const { openConnection } = await load("driver/engines.js");
const { kinds, readCatalog } = await load("dialect/index.js");
const { diff } = await load("diff/index.js");
const { emptyCatalog } = await load("catalog/index.js");

const started = performance.now();
const from = await readFrom(before);
const read = performance.now() - started;
const to = after === undefined ? from : await readFrom(after);
const none = emptyCatalog(from.major);
const directions = {
  change: [from, to],
  equal: [from, from],
  up: [none, from],
  down: [from, none],
};
const cpu = {};
for (const [name, [a, b]] of Object.entries(directions)) {
  const start = process.cpuUsage();
  diff(a, b, kinds);
  const { user, system } = process.cpuUsage(start);
  cpu[name] = (user + system) / 1000;
}
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ objects: from.objects.size, read, cpu, memory }));

async function readFrom(url) {
  const connection = await openConnection(url, {});
  try {
    return await readCatalog(connection);
  } finally {
    await connection.close();
  }
}
