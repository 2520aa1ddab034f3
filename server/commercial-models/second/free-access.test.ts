import { agrees } from "./testing.ts";

agrees("free_access", [], { hostile: 10 });
