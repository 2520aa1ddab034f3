import { agrees } from "./testing.ts";

agrees("usage_based", [], { hostile: 30 });
