// Package local runs the two servers Shixian needs, PostgreSQL and the engine,
// as child processes of this one, in one data directory on one machine.
//
// Layout of the data directory:
//
//	postgres/            everything of the cluster, owned by the user it runs as
//	postgres/data        the cluster itself; it exists only when initdb finished
//	postgres/password    the superuser's random password, mode 0600
//	postgres.lock        held while a process of Shixian runs this cluster
//
// It refuses to run anything it did not start, to start a second server on a
// data directory in use, to listen beyond loopback, and to run PostgreSQL as
// root: a process started as root runs it as the directory's owner, else as
// the user postgres or nobody. Children die with their parent where the system
// can do that (Linux).
package local
