process.stderr.write('PB_TEST_BROKEN: The disk is missing.\n')
process.exit(1)
