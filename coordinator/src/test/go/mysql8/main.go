// A server of MySQL 8's protocol in memory, go-mysql-server, whose users log in with caching_sha2_password over TLS.
//
// Prints its port in one line when it listens, and ends with its standard input. User root has no password.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"time"

	sqle "github.com/dolthub/go-mysql-server"
	"github.com/dolthub/go-mysql-server/memory"
	"github.com/dolthub/go-mysql-server/server"
	"github.com/dolthub/go-mysql-server/sql"
	"github.com/dolthub/go-mysql-server/sql/mysql_db"
)

const version = "8.0.36"

func certificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	of := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "mysql8"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(48 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, of, of, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

func serve() error {
	own, err := certificate()
	if err != nil {
		return err
	}
	databases := memory.NewDBProvider()
	engine := sqle.NewDefault(databases)
	users := engine.Analyzer.Catalog.MySQLDb
	users.SetEnabled(true)
	users.SetPersister(&mysql_db.NoopPersister{})
	editor := users.Editor()
	users.AddSuperUser(editor, "root", "%", "")
	editor.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	config := server.Config{
		Protocol:  "tcp",
		Listener:  listener,
		Version:   version,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{own}},
	}
	started, err := server.NewServer(config, engine, sql.NewContext, memory.NewSessionBuilder(databases), nil)
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return started.Start()
}

func main() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	log.Fatal(serve())
}
