import { agrees } from "./agreeing.ts";

agrees("data_return");
