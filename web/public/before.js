// Our content policy allows no eval: zod must not even try, and reads this before it loads.
globalThis.__zod_globalConfig = { jitless: true }
