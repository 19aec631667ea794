import { ActionIcon, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconChevronDown,
  IconDots,
  IconFolders,
  IconLayoutSidebarRightCollapse,
  IconSettings,
} from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { Fragment, type ReactNode, useState } from 'react'
import { useLive } from '#web/live.ts'
import { useMe } from '#web/me.tsx'
import { Go } from '#web/ui/link.tsx'
import { OfflineBar } from '#web/ui/offline-bar.tsx'
import { Count } from '#web/ui/text/text.tsx'
import { useLabels, useWords } from '#web/words.ts'
import { CompanyLogo } from './company-logo.tsx'
import { KeyboardHelp } from './keyboard-help.tsx'
import { Mark } from './mark.tsx'
import { isOpen, type NavPage, useNavPages } from './navigation.ts'
import { CommandPalette } from './palette.tsx'
import { SettingsPage } from './settings-page.tsx'
import css from './shell.module.css'
import { TopBar } from './top-bar.tsx'

const sections = ['home', 'sales', 'collection', 'money', 'records', 'settings'] as const
type Section = (typeof sections)[number]
const settingsEntry: NavPage = {
  path: '/settings',
  title: 'shell:settings',
  load: async () => SettingsPage,
  nav: { section: 'settings', order: 100, icon: IconSettings, label: 'shell:settings' },
}

function NavLink({ page, pathname }: { page: NavPage; pathname: string }) {
  const say = useLabels()
  const { icon: Icon, label, useCount } = page.nav
  const count = useCount?.()
  return (
    <Go
      to={page.path}
      className={css['item']}
      aria-current={isOpen(page.path, pathname) ? 'page' : undefined}
      title={say(label)}
    >
      <Icon size={19} stroke={1.6} />
      <span>{say(label)}</span>
      {count ? (
        <em>
          <Count value={count} />
        </em>
      ) : null}
    </Go>
  )
}

const linksOf = (pages: readonly NavPage[], section: Section) =>
  [...pages, settingsEntry].filter((page) => page.nav.section === section)

type RecordsProps = Readonly<{ name: string; links: readonly NavPage[]; pathname: string }>

/** What is looked up now and then: folded until it is asked for, or while one of its pages is open. */
function Records({ name, links, pathname }: RecordsProps) {
  const [picked, setPicked] = useState<boolean | null>(null)
  const open = picked ?? links.some((page) => isOpen(page.path, pathname))
  return (
    <>
      <UnstyledButton
        className={css['item']}
        aria-expanded={open}
        title={name}
        onClick={() => setPicked(!open)}
      >
        <IconFolders size={19} stroke={1.6} />
        <span>{name}</span>
        <IconChevronDown size={16} stroke={1.6} className={css['fold']} />
      </UnstyledButton>
      {open && links.map((page) => <NavLink key={page.path} page={page} pathname={pathname} />)}
    </>
  )
}

function Navigation({ rail, onRail }: { rail: boolean; onRail: (rail: boolean) => void }) {
  const t = useWords('shell')
  const pages = useNavPages()
  const { pathname } = useLocation()
  return (
    <nav className={css['nav']} aria-label={t('main_nav')}>
      {sections.map((section) => {
        const links = linksOf(pages, section)
        if (links.length === 0) return null
        const name = section === 'settings' ? t('settings') : t(`section_${section}`)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields.
          <div
            key={section}
            role="group"
            aria-label={name}
            className={section === 'settings' ? css['rail'] : undefined}
          >
            {section !== 'home' && section !== 'settings' && section !== 'records' && (
              <div className={css['group']} aria-hidden="true">
                {name}
              </div>
            )}
            {section === 'records' ? (
              <Records name={name} links={links} pathname={pathname} />
            ) : (
              links.map((page) => <NavLink key={page.path} page={page} pathname={pathname} />)
            )}
          </div>
        )
      })}
      <ActionIcon
        ms={4}
        aria-label={rail ? t('expand') : t('collapse')}
        aria-expanded={!rail}
        onClick={() => onRail(!rail)}
      >
        <span className="mirror">
          <IconLayoutSidebarRightCollapse size={19} stroke={1.6} />
        </span>
      </ActionIcon>
    </nav>
  )
}

function ThumbLink({ page, label }: { page: NavPage; label: string }) {
  const { pathname } = useLocation()
  const { icon: Icon, useCount } = page.nav
  const count = useCount?.()
  return (
    <Go to={page.path} aria-current={isOpen(page.path, pathname) ? 'page' : undefined}>
      <Icon size={22} stroke={1.6} />
      {count ? (
        <em>
          <Count value={count} />
        </em>
      ) : null}
      {label}
    </Go>
  )
}

function ThumbBar() {
  const t = useWords('shell')
  const say = useLabels()
  const more = useWords('ui')('more')
  const { pathname } = useLocation()
  const pages = useNavPages()
    .flatMap((page) => (page.nav.thumb ? [{ page, thumb: page.nav.thumb }] : []))
    .toSorted((a, b) => a.thumb.order - b.thumb.order)
    .slice(0, 4)
  return (
    <nav className={css['tabs']} aria-label={t('quick_nav')}>
      {pages.map(({ page, thumb }) => (
        <ThumbLink key={page.path} page={page} label={say(thumb.label ?? page.nav.label)} />
      ))}
      <Go to="/more" aria-current={pathname === '/more' ? 'page' : undefined}>
        <IconDots size={22} stroke={1.6} />
        {more}
      </Go>
    </nav>
  )
}

/** Every page of the navigation on a page of its own, where there is no room for the navigation. */
export function MorePage() {
  const t = useWords('shell')
  const pages = useNavPages()
  const { pathname } = useLocation()
  return (
    <div className={`${css['more']} scroll`}>
      <h1 className="visually-hidden">{t('main_nav')}</h1>
      {sections.map((section) => {
        const links = linksOf(pages, section)
        const titled = links.length > 0 && section !== 'home' && section !== 'settings'
        return (
          <Fragment key={section}>
            {titled && <h2 className={css['group']}>{t(`section_${section}`)}</h2>}
            {links.map((page) => (
              <NavLink key={page.path} page={page} pathname={pathname} />
            ))}
          </Fragment>
        )
      })}
    </div>
  )
}

/** The house around every page: navigation, top bar, the sheet, and what floats over it. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useWords('shell')
  const { company } = useMe()
  const tight = useMediaQuery('(max-width: 1200px)', false, { getInitialValueInEffect: false })
  const [picked, setRail] = useState<boolean | null>(null)
  const [palette, setPalette] = useState(false)
  const [help, setHelp] = useState(false)
  const { pathname } = useLocation()
  const rail = tight || (picked ?? (isOpen('/inbox', pathname) || isOpen('/desk', pathname)))
  useLive()
  return (
    <div className={css['shell']} data-rail={rail || undefined}>
      <a href="#content" className={css['skip']}>
        {t('skip')}
      </a>
      <header style={{ display: 'contents' }}>
        <Go to="/" className={css['brand']} title={t('product')}>
          <Mark />
          <div>
            <div className={css['brandName']}>{t('product')}</div>
            <div className={css['company']}>
              <CompanyLogo />
              <bdi>{company.name}</bdi>
            </div>
          </div>
        </Go>
        <TopBar onSearch={() => setPalette(true)} onKeys={() => setHelp(true)} />
      </header>
      <Navigation rail={rail} onRail={setRail} />
      <main id="content" className={css['sheet']} tabIndex={-1}>
        <OfflineBar />
        {children}
      </main>
      <ThumbBar />
      <CommandPalette open={palette} onOpen={setPalette} />
      <KeyboardHelp open={help} onOpen={setHelp} />
    </div>
  )
}
