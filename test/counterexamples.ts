import fc from 'fast-check'

// To make a counterexample small takes hundreds of runs: on a database they outlast the test, which
// then says «timed out» and hides what it found. The seed is printed, so it can be made small by hand.
fc.configureGlobal({ endOnFailure: true })
