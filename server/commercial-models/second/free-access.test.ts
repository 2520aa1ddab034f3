import { agrees } from "./agreeing.ts";

agrees("free_access");
