// Revisions are proved on the server that the tests run on, in a database beside theirs.
const { DATABASE_URL: server } = process.env;
if (server && !process.env.SCRATCH_URL) {
  const url = new URL(server);
  url.pathname = "/template1";
  process.env.SCRATCH_URL = url.href;
}
