/**
 * The version of this package. Written here, not read from package.json: in a bundle there is none,
 * or another one. `npm run bump` keeps it in step, and a test does.
 */
export const toolVersion = "0.1.0";
