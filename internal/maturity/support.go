package maturity

// FrameworkSupport is what the answers of an assessment do for one framework.
type FrameworkSupport struct {
	*Framework
	Supported []ProvisionSupport // whose answer is known and worth From points or more
	Ahead     []ProvisionSupport // that a higher answer would support
}

// ProvisionSupport is a provision with the answer to a question that supports it.
// Several questions can support the same provision.
type ProvisionSupport struct {
	Support
	Answer ScoredAnswer
}

// Supports returns the frameworks that questions support, each with its provisions
// in bank order. An unknown answer supports nothing.
func (a *Assessment) Supports() []FrameworkSupport {
	var frameworks []FrameworkSupport
	for i := range a.Model.Bank.Frameworks {
		f := FrameworkSupport{Framework: &a.Model.Bank.Frameworks[i]}
		for _, answer := range a.Answers {
			for _, s := range answer.Question.Supports {
				switch {
				case s.Framework != f.ID:
				case !answer.Unknown && answer.Points >= s.From:
					f.Supported = append(f.Supported, ProvisionSupport{s, answer})
				default:
					f.Ahead = append(f.Ahead, ProvisionSupport{s, answer})
				}
			}
		}
		if len(f.Supported)+len(f.Ahead) > 0 {
			frameworks = append(frameworks, f)
		}
	}
	return frameworks
}
