import { agrees } from "./agreeing.ts";

agrees("profit_share");
