/** What a browser calls itself, in words people use. Order matters: most browsers claim to be others as well. */
const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "a Mac"],
  [/Linux/, "Linux"],
];

/** "Firefox on Windows", or what the device said of itself when we do not know it. */
export function deviceName(device: string): string {
  const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(device))?.[1];
  const [browser, system] = [named(browsers), named(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? (device.slice(0, 40) || "An unnamed device");
}
