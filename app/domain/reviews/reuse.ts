/** An approved launch whose answers a new one of the same feature may begin with: "L-12 Raid Boost". */
export type EarlierLaunch = { id: string; name: string }
