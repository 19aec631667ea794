import { type CodeTable, faultsBy } from '#integrations/sms/failures.ts'

/** Twilio's dictionary of errors, as far as messages are concerned. Read 2026-11. */
const table: CodeTable = [
  ['auth', ['20003', '20005', '20006', '20008']],
  ['rate_limited', ['20429', '14107', '30001', '30022']],
  ['unavailable', ['20500', '20503', '20504', '30017']],
  ['number_invalid', ['21211', '21217', '21219', '21401', '21614']],
  ['account_limited', ['21408', '21215', '30002', '30027', '30038']],
  [
    'sender_refused',
    [
      ...['21212', '21603', '21606', '21612', '21659', '21660', '21661', '21703', '21704', '21705'],
      ...['30024', '30032', '30034', '30035', '30041'],
    ],
  ],
  ['opted_out', ['21610']],
  ['blocked_by_customer', ['30004']],
  ['not_reachable', ['30003', '30005', '30006', '30008']],
  ['content_refused', ['21602', '21619', '30007']],
  ['too_large', ['21605', '21617']],
  ['billing', ['30010']],
]

/** A failure by Twilio's code. */
export const faultOf = faultsBy(table)
