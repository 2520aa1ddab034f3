import { agrees } from "./testing.ts";

agrees("subscription");
