// containerd and its client ctr as one program: the name it is called by, or the first argument, picks one.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/containerd/containerd/v2/cmd/containerd/command"
	ctr "github.com/containerd/containerd/v2/cmd/ctr/app"
)

func main() {
	name := filepath.Base(os.Args[0])
	if name != "ctr" && len(os.Args) > 1 && os.Args[1] == "ctr" {
		name, os.Args = "ctr", os.Args[1:]
	}
	app := command.App()
	if name == "ctr" {
		app = ctr.New()
	}
	if err := app.Run(os.Args); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}
