import { defineConfig } from 'vitest/config'

const withoutDatabase = ['server/**/*.unit.test.ts', 'test/**/*.unit.test.ts']

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        // True without a machine: no database, no network, milliseconds.
        test: {
          name: 'core',
          // No test changes a module: each worker reads the sources once, not once a file.
          isolate: false,
          testTimeout: 60_000,
          include: [
            'core/**/*.test.ts',
            'web/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            ...withoutDatabase,
          ],
        },
      },
      {
        // The whole house on a real PostgreSQL, one server a run.
        test: {
          name: 'house',
          include: ['server/**/*.test.ts', 'test/**/*.test.ts'],
          // The storm kills whole servers for minutes: `npm run torture` runs it alone.
          exclude: ['node_modules/**', ...withoutDatabase],
          pool: 'forks',
          // As above: a third of the minutes went into reading the house anew for every file.
          isolate: false,
          globalSetup: ['test/global-setup.ts'],
          setupFiles: ['test/counterexamples.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Stories in a real browser, two at a time: most of their minutes are spent waiting for the house.
        test: {
          name: 'stories',
          include: ['e2e/**/*.story.ts'],
          pool: 'forks',
          globalSetup: ['test/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
