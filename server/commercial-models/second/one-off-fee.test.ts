import { agrees } from "./testing.ts";

agrees("one_off_fee");
