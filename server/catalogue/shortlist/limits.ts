/** How many datasets stand side by side at most: more cannot be read. */
export const mostCompared = 5;
