import type { Forecast } from "#server/commercial-models/simulation/simulation.ts";
import { placeOf, sliders } from "./forecast-fields.ts";

/** The forecast, a slider to each of its figures. */
export const Sliders = ({
  forecast,
  change,
}: {
  forecast: Forecast;
  change: (figure: Partial<Forecast>) => void;
}) => (
  <>
    {sliders.map((slider) => {
      const value = forecast[slider.name];
      return (
        <div key={slider.name} className="mb-3">
          <div className="flex items-baseline justify-between gap-3 text-[0.9375rem]">
            <label htmlFor={`slider-${slider.name}`}>{slider.label}</label>
            <output htmlFor={`slider-${slider.name}`} className="font-semibold whitespace-nowrap">
              {slider.words(value, forecast)}
            </output>
          </div>
          <input
            id={`slider-${slider.name}`}
            name={slider.name}
            type="range"
            className="slider"
            min={0}
            max={slider.steps.length - 1}
            step={1}
            value={placeOf(slider, value)}
            aria-valuetext={slider.words(value, forecast)}
            onChange={({ currentTarget }) => {
              change({ [slider.name]: slider.steps[Number(currentTarget.value)]! });
            }}
          />
        </div>
      );
    })}
  </>
);
