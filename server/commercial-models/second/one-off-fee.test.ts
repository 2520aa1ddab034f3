import { agrees } from "./testing.ts";

agrees("one_off_fee", [], { hostile: 10 });
