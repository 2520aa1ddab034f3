import { agrees } from "./testing.ts";

agrees("cost_recovery", [], { hostile: 30 });
