// `npm run corpus`: the sources run as they are, without a build. A worker is this file again.
import { createJiti } from "jiti";

const jiti = createJiti(import.meta.url, { fsCache: false });
if (process.send) {
  process.once("disconnect", () => process.exit()); // whoever gave the tasks was killed
  await jiti.import("./worker.ts");
} else {
  const { main } = await jiti.import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
}
