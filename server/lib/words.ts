/** "Each started week" from "each started week". */
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
