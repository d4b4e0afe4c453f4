/**
 * The exit code of a service that refuses its configuration (`EX_CONFIG`, BSD sysexits.h): its
 * supervisor need not start it again, for it would meet the same one.
 */
export const EXIT_BAD_CONFIGURATION = 78
