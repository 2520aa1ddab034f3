import { useEffect, useRef, useState } from "react";
import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { asFragment, fromFragment } from "./forecast-fields.ts";

/** Reads the forecast from behind the # once, then keeps it there; true once it does. */
export function useAddress(
  forecast: Forecast,
  initial: Forecast,
  read: (forecast: Forecast) => void,
): boolean {
  const [isLive, setLive] = useState(false);
  const reading = useRef(read);
  useEffect(() => {
    const take = () => {
      const held = fromFragment(window.location.hash, initial);
      if (held) reading.current(held);
    };
    take();
    setLive(true);
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, [initial]);
  useEffect(() => {
    if (!isLive) return;
    const wait = setTimeout(
      () => window.history.replaceState(window.history.state, "", `#${asFragment(forecast)}`),
      200,
    );
    return () => clearTimeout(wait);
  }, [forecast, isLive]);
  return isLive;
}
