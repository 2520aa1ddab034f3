import { agrees } from "./testing.ts";

agrees("free_access");
