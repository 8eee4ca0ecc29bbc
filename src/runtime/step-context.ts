import { queryText } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import type { StepContext } from "../operation/index.js";

/** What code of the project gets inside a transaction of the run. */
export function stepContext(connection: Connection): StepContext {
  return {
    client: connection.client,
    query(query) {
      const { text, params } = queryText(query);
      return connection.query(text, params);
    },
  };
}
