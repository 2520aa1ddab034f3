import { agrees } from "./agreeing.ts";

agrees("usage_based");
