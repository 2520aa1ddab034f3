import { agrees } from "./testing.ts";

// An audit known on the day on which a later quarter was estimated.
agrees("royalty", [947843499], { hostile: 30 });
