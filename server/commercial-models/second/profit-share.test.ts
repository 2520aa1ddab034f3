import { agrees } from "./testing.ts";

agrees("profit_share", [], { hostile: 20 });
