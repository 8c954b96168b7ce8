package main

import "go.temporal.io/server/common/dynamicconfig"

// One machine, one office: the limits below guard a shared cloud against its
// tenants and would only make a due date late here.
const (
	requestsPerSecond   = 20_000
	visibilityPerSecond = 500
	// cachedCases bounds memory: an open case takes some 10 to 20 kB.
	cachedCases = 8192
)

// dynamicConfig is fixed at build time; timers keep their defaults, which fire
// within milliseconds of their instant (a timer shorter than
// history.timerProcessorMaxTimeShift, 1 s, may be rounded up to it).
func dynamicConfig() dynamicconfig.Client {
	return dynamicconfig.StaticClient{
		// Nothing leaves the machine.
		dynamicconfig.EnableServerVersionCheck.Key(): false,

		dynamicconfig.FrontendRPS.Key():                                  requestsPerSecond,
		dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Key():           requestsPerSecond,
		dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): visibilityPerSecond,
		dynamicconfig.MatchingRPS.Key():                                  requestsPerSecond,
		dynamicconfig.HistoryRPS.Key():                                   requestsPerSecond,

		// One matching process: more partitions only forward tasks to each other.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,

		dynamicconfig.HistoryCacheHostLevelMaxSize.Key(): cachedCases,

		// The first workflow task travels in the answer to the start.
		dynamicconfig.EnableEagerWorkflowStart.Key(): true,
	}
}
