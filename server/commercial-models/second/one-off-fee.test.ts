import { agrees } from "./agreeing.ts";

agrees("one_off_fee");
