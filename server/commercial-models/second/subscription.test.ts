import { agrees } from "./testing.ts";

agrees("subscription", [], { hostile: 30 });
