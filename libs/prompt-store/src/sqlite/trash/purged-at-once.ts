/** So many are deleted in one transaction, so that other writers need not wait for all. */
export const purgedAtOnce = 100
