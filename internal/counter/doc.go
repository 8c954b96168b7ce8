// Package counter is the service counter of the office: it takes in
// registrations, commands and texts, keeps them first and tells the engine
// afterwards, so that nothing submitted is lost while the engine is away.
//
// It is rooms, one a subject, that stand on a core and do not know one another; here they
// are furnished and put behind one window.
//
// It refuses to count a limit, to decide a case, and to know how a page or a
// JSON body looks; whoever asks must already be authenticated, and every act is
// checked against the one table of package access.
package counter
