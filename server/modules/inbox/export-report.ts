import type { InboxReport, ReportInput, ReportLine } from '#core/inbox/report.ts'
import { MessageChannel } from '#core/messaging/message.ts'
import type { Cell } from '#core/sheet.ts'
import type { Session } from '#platform/session.ts'
import { type SheetColumn, writeSheet } from '#platform/sheets.ts'
import { showReport } from './report.ts'
import { type ReportWord, reportWord } from './report-words.ts'

type Column = Readonly<{
  key: ReportWord
  kind?: SheetColumn['kind']
  width: number
  cell: (line: ReportLine) => Cell
}>

const figure = 'number' satisfies SheetColumn['kind']
const figures: readonly Column[] = [
  { key: 'opened', kind: figure, width: 14, cell: (line) => line.opened },
  { key: 'closed', kind: figure, width: 14, cell: (line) => line.closed },
  { key: 'received', kind: figure, width: 16, cell: (line) => line.received },
  { key: 'answered', kind: figure, width: 14, cell: (line) => line.answered },
  ...(['first', 'next'] as const).flatMap((which): Column[] => [
    {
      ...{ key: `${which}WorkingMedian`, kind: figure, width: 26 },
      cell: (line) => line[which].workingMedian,
    },
    {
      ...{ key: `${which}WorkingP90`, kind: figure, width: 26 },
      cell: (line) => line[which].workingP90,
    },
    { key: `${which}Median`, kind: figure, width: 26, cell: (line) => line[which].median },
    { key: `${which}P90`, kind: figure, width: 26, cell: (line) => line[which].p90 },
  ]),
  { key: 'asked', kind: figure, width: 14, cell: (line) => line.satisfaction.asked },
  { key: 'told', kind: figure, width: 14, cell: (line) => line.satisfaction.count },
  { key: 'average', kind: figure, width: 14, cell: (line) => line.satisfaction.average },
]

function nameCell(line: ReportLine, by: ReportInput['groupBy'], session: Session): Cell {
  const { language } = session
  if (by === 'day') return { day: line.key }
  const channel = MessageChannel.safeParse(line.key)
  if (by === 'channel' && channel.success) return reportWord(channel.data, language)
  return line.name ?? reportWord('none', language)
}

const linesOf = (report: InboxReport, by: ReportInput['groupBy'], session: Session): Cell[][] => [
  ...report.rows.map((line) => [
    nameCell(line, by, session),
    ...figures.map(({ cell }) => cell(line)),
  ]),
  [reportWord('total', session.language), ...figures.map(({ cell }) => cell(report.total))],
]

/** The report as a workbook, its figures as numbers; times are in minutes. */
export async function exportReport(session: Session, input: ReportInput): Promise<File> {
  const { language } = session
  const report = await showReport(session, input)
  const bytes = await writeSheet({
    name: reportWord('sheet', language),
    columns: [
      {
        head: reportWord(`by_${input.groupBy}`, language),
        kind: input.groupBy === 'day' ? 'day' : 'text',
        width: 24,
      },
      ...figures.map(({ key, kind = 'text', width }) => ({
        head: reportWord(key, language),
        kind,
        width,
      })),
    ],
    rows: linesOf(report, input.groupBy, session),
    direction: language === 'ar' ? 'rtl' : 'ltr',
  })
  return new File([new Uint8Array(bytes)], `conversations-${input.from}-${input.to}.xlsx`, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
