import { agrees } from "./testing.ts";

agrees("data_return");
