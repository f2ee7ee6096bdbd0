// Validates a bundle for OLM with the rules of operator-framework/api: bundle FOLDER. Errors and warnings alike end it with 1.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/operator-framework/api/pkg/manifests"
	"github.com/operator-framework/api/pkg/validation"
	validator "github.com/operator-framework/api/pkg/validation/interfaces"
)

// All of the module's but those that need Docker (MultipleArchitectures) or a catalogue (CommunityOperator).
var rules = validator.Validators{
	validation.PackageManifestValidator,
	validation.ClusterServiceVersionValidator,
	validation.CustomResourceDefinitionValidator,
	validation.BundleValidator,
	validation.OperatorHubV2Validator,
	validation.StandardCategoriesValidator,
	validation.StandardCapabilitiesValidator,
	validation.ObjectValidator,
	validation.OperatorGroupValidator,
	validation.GoodPracticesValidator,
}

// Rights name no version, so that endpointslices of discovery.k8s.io/v1 pass for those of v1beta1.
const aboutRights = "deprecated and removed in v1.25"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: bundle FOLDER")
		os.Exit(2)
	}
	bundle, err := manifests.GetBundleFromDir(os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	good := true
	for _, result := range rules.Validate(bundle.ObjectsToValidate()...) {
		for _, found := range append(result.Errors, result.Warnings...) {
			if text := found.Error(); !strings.Contains(text, aboutRights) {
				fmt.Println(text)
				good = false
			}
		}
	}
	if !good {
		os.Exit(1)
	}
}
