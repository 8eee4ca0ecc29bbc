import { inject } from "vitest";

// Systems know a server by the variable their developers set, and by nothing else.
process.env.DATABASE_URL = inject("serverUrl");
