import { agrees } from "./testing.ts";

agrees("usage_based");
