/** So few are deleted in one transaction that other writers need not wait for long. */
export const purgedAtOnce = 20
