const modules = require('./architecture/modules.cjs')

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const any = (names) => `(${names.join('|')})`
const test = '\\.(test|story)\\.tsx?$'
const library = (name) => `node_modules/${name.replace('.', '\\.')}/`

/** A library that one file of core/ may know, so that its rules have one place. */
const inOneFile = (name, file) =>
  forbid(`${name.replace('.', '-')}-in-one-file`, `Only ${file} knows ${name}.`,
    { path: '^core/', pathNot: [`^${file.replace('.', '\\.')}$`, test] }, { path: library(name) })

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle means two files are one file. Types alone may look back.', {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('resolves', 'An import that leads nowhere escapes every rule.', {}, { couldNotResolve: true }),

    forbid('core-is-pure', 'core/ is true without a database, a network or a clock.',
      { path: '^core/', pathNot: test },
      { pathNot: '^core/|node_modules/(zod|@orpc/contract|decimal\\.js|libphonenumber-js|intl-messageformat)/' }),
    inOneFile('decimal.js', 'core/money.ts'),
    inOneFile('libphonenumber-js', 'core/phone.ts'),
    inOneFile('intl-messageformat', 'core/words.ts'),

    forbid('web-knows-only-core', 'The browser meets the server over HTTP, and nowhere else.',
      { path: '^web/' }, { path: '^(server|test|migrations|scripts|bench|e2e)/' }),
    forbid('web-has-no-machine', 'A browser has no file system.',
      { path: '^web/', pathNot: test }, { dependencyTypes: ['core'] }),
    forbid('feature-by-the-front-door', 'A feature uses another only by its index.',
      { path: '^web/features/([^/]+)/' },
      { path: '^web/features/([^/]+)/', pathNot: '^web/features/($1/|[^/]+/index\\.tsx?$)' }),
    forbid('features-know-no-page', 'Pages compose features, not the other way round.',
      { path: '^web/(features|ui)/' }, { path: '^web/pages/' }),
    forbid('ui-knows-no-feature', 'web/ui/ would serve another product just as well.',
      { path: '^web/ui/' }, { path: '^web/features/' }),

    forbid('server-knows-no-web', 'The server serves the built files; it imports none of the sources.',
      { path: '^server/' }, { path: '^web/' }),
    forbid('server-runs-without-tools', 'What runs in production stands in dependencies.',
      { path: '^(core|server)/', pathNot: [test, '^server/simulators/'] }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    forbid('platform-knows-no-business', 'platform/ would serve another product just as well.',
      { path: '^server/platform/', pathNot: test }, { path: '^server/(modules|integrations|simulators)/' }),
    forbid('platform-tests-know-no-business', 'A test of platform/ meets business only through the test house.',
      { path: '^server/platform/.*\\.test\\.ts$' }, { path: '^server/(modules|integrations|simulators)/' }),
    forbid('main-is-the-root', 'Only the composition root knows everyone; nothing stands on it but starts and tests.',
      { path: '^(core|server|web)/', pathNot: ['^server/(main\\.ts$|demo/)', test] }, { path: '^server/(main|schedule|modules|plugs)\\.ts$' }),

    forbid('modules-know-no-vendor', 'A module declares a port; an integration fits it; main.ts plugs it in.',
      { path: '^server/modules/' }, { path: '^server/(integrations|simulators)/' }),
    forbid('vendors-are-strangers', 'Integrations do not know each other; what the channels of one vendor share stands in its own folder.',
      { path: '^server/integrations/([^/]+)/' }, { path: '^server/integrations/', pathNot: '^server/integrations/($1|meta|sms)/' }),
    forbid('integrations-know-no-simulator', 'An integration speaks to the vendor, real or played.',
      { path: '^server/integrations/', pathNot: test }, { path: '^server/simulators/' }),
    forbid('simulators-play-vendors', 'A simulator speaks the protocol of a vendor and knows nothing of the house behind it.',
      { path: '^server/simulators/', pathNot: test },
      { path: '^(server|web)/', pathNot: '^server/(platform|simulators)/|^server/modules/[^/]+/index\\.ts$' }),
    forbid('simulators-know-types-of-ports', 'Of a module, a simulator may know the types of its ports, and call nothing.',
      { path: '^server/simulators/', pathNot: test }, { path: '^server/modules/', dependencyTypesNot: ['type-only'] }),

    forbid('reports-read-types', 'reports/ may know the shape of any table, and nothing else behind a door.',
      { path: '^server/modules/reports/' },
      { path: '^server/modules/([^/]+)/', pathNot: '^server/modules/(reports/|[^/]+/index\\.ts$)', dependencyTypesNot: ['type-only'] }),
    forbid('reports-read-tables', 'Of the private files, only tables.ts.',
      { path: '^server/modules/reports/' },
      { path: '^server/modules/', pathNot: '^server/modules/(reports/|[^/]+/(index|tables)\\.ts$)' }),
    forbid('by-the-front-door', "Another module's index.ts is its door; the rest is its private house.",
      { path: '^server/(?:modules|integrations)/([^/]+)/', pathNot: ['^server/modules/reports/', test] },
      { path: '^server/modules/([^/]+)/', pathNot: '^server/modules/($1/|[^/]+/index\\.ts$)' }),
    ...Object.entries(modules).filter(([name]) => name !== 'reports').map(([name, uses]) =>
      forbid(`${name}-uses`, 'See architecture/modules.cjs.',
        { path: `^(server/modules|core|web/features)/${name}/` },
        { path: '^$1/[^/]+/', pathNot: `^$1/${any([name, ...uses, 'arabic'])}/` })),
    forbid('module-is-on-the-map', 'Name the new module in architecture/modules.cjs.',
      { path: `^server/modules/(?!${any(Object.keys(modules))}/)` }, {}),

    forbid('only-tests-know-the-test-house', 'What is made for tests does not run in production.',
      { path: '^(core|server|web|scripts)/', pathNot: [test, '^scripts/(torture|fuzz)\\.ts$'] }, { path: '^(test|e2e|bench)/' }),
    forbid('scripts-are-entrances', 'Scripts start things; nothing starts from the inside.',
      { path: '^(core|server|web)/', pathNot: test }, { path: '^scripts/' }),
    forbid('stories-use-the-browser', 'A story does what a person can do.',
      { path: '^e2e/' }, { path: '^(server/modules|web)/' }),
  ],
  // Without swc nothing is cruised beside TypeScript 7, and without these conditions packages that
  // ship only ESM are not resolved, so that the patterns on node_modules never match.
  options: {
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|test/fixtures)/' },
  },
}
