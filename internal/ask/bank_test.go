package ask

import "genaiops/internal/maturity"

// testBank returns a bank of realistic size and wording.
func testBank() *maturity.Bank {
	return &maturity.Bank{
		ID: "genaiops", Version: 1, Title: "GenAIOps maturity",
		Instructions: maturity.Instructions{
			Scope:         "Answer for the generative AI applications your organization builds, or sets up for others to use, such as assistants, agents, and features inside other software. Staff licenses for a chat tool count as one application at most.",
			Choose:        "Choose the highest answer that is true today for most of the applications that matter, weighed by use (if you do not know the use, count applications). Plans and one-time efforts do not count. \"Also\" means on top of the answer above it.",
			Evidence:      "Count what you could show. If part of an answer cannot be shown, choose the lower one. What a vendor does for you counts once you have seen evidence of it.",
			Unsure:        "Say \"I don't know\" only if nobody taking part can tell. It counts as the lowest answer and is listed as something to find out.",
			NotApplicable: "There is no \"not applicable\". The lowest answer also covers what you have not needed so far.",
		},
		Dimensions: []maturity.Dimension{
			{ID: "models", Name: "Models", About: "Choosing models and fitting them to the job", Questions: []maturity.Question{
				{
					ID: "models.selection", Title: "Choosing models",
					Text: "How do you decide which model an application uses?",
					Options: []maturity.Option{
						{Points: 0, Text: "Models are not yet compared on our own tasks before we choose, or only now and then."},
						{Points: 1, Text: "Before choosing a model, we compare candidates on our own tasks."},
						{Points: 2, Text: "We also repeat that comparison regularly, so the choice keeps up as models change or retire."},
					},
					Help:     "Counts: comparing quality, cost, or speed; a benchmark run by a shared team; routing by scores that are renewed. Does not count: public rankings alone; keeping the model that came with the account. Regularly: once a year or more.",
					Evidence: []string{"a comparison table with the reason for the choice", "a list of models in use with owners, retirement dates, and re-test dates"},
					Why:      "The model limits how good, fast, and cheap an application can be, and vendors retire models on their own timetable.",
				},
				{
					ID: "models.optimization", Title: "Tuning and optimization",
					Text: "How do you fit a model to the job it has to do?",
					Options: []maturity.Option{
						{Points: 0, Text: "We do not yet go beyond picking a model and wording its prompt, or only now and then."},
						{Points: 1, Text: "We use further methods as well, such as retrieval, fine-tuning, or a smaller model."},
						{Points: 2, Text: "We also choose among such methods by their measured effect on quality, cost, or speed."},
					},
					Help:     "Counts: retrieval over your own documents (RAG), routing between models, shorter context, caching. Figures showing that a method did not help, or that none is needed, count for the last answer. Does not count: trying a method without using or measuring it.",
					Evidence: []string{"before-and-after figures", "written targets for an application", "the cost of a request", "a note on a method that was dropped and why"},
					Why:      "Fitting a model to the job can lift quality and cut cost, but only measurement shows which method is worth it.",
				},
			}},
			{ID: "prompts", Name: "Prompts", About: "Writing prompts and building them into applications", Questions: []maturity.Question{
				{
					ID: "prompts.design", Title: "Prompt design",
					Text: "How are prompts written and improved?",
					Options: []maturity.Option{
						{Points: 0, Text: "Prompts do not yet follow an agreed template or guide, or only now and then."},
						{Points: 1, Text: "Prompts follow an agreed template or guide, for example for role, rules, and output format."},
						{Points: 2, Text: "We also test a new wording, or a part of a complex prompt, on saved examples before it goes live."},
					},
					Help:     "Counts: one well-structured prompt if it is the only one; a prompt library with owners and review; splitting a complex prompt into steps or reusable parts. Does not count for the last answer: a colleague's opinion of the new wording.",
					Evidence: []string{"a template or prompt library", "a prompt change with scores for the old and new wording"},
					Why:      "Prompts carry the instructions an application runs on; small wording changes can alter every answer.",
				},
				{
					ID: "prompts.integration", Title: "Building prompts into applications",
					Text: "How are prompts, data, and tools connected inside your applications?",
					Options: []maturity.Option{
						{Points: 0, Text: "Applications do not yet reach models through shared code or templates, or only now and then."},
						{Points: 1, Text: "Applications reach models through shared code or templates that fill in prompts and data."},
						{Points: 2, Text: "That software also limits which data, tools, and actions a model can use."},
					},
					Help:     "Counts: a module or gateway for model calls; flows of several steps; agents and tool links (for example over MCP). Limits: least access, caps on steps or spending, an approval step in the software. Does not count: pasting by hand; text typed into a vendor's console; a limit stated only in the prompt; a person who reads the outputs.",
					Evidence: []string{"the shared module or gateway", "a list of permitted tools and data for an application", "a test of what happens when a step fails"},
					Why:      "Most of the value, and most of the risk, comes from what the model is connected to.",
				},
			}},
			{ID: "evaluation", Name: "Evaluation", About: "Knowing whether outputs are good and whether changes help", Questions: []maturity.Question{
				{
					ID: "evaluation.metrics", Title: "Measuring quality",
					Text: "How do you judge whether outputs are good enough?",
					Options: []maturity.Option{
						{Points: 0, Text: "Outputs are not yet scored with agreed measures, or only now and then."},
						{Points: 1, Text: "We score outputs with agreed measures, on saved test cases or samples of real use."},
						{Points: 2, Text: "We also use measures that fit the task, such as groundedness, and check them against people's judgment."},
					},
					Help:     "Counts: share of correct answers; scores by trained people (these need no further check); relevance, similarity, or task success of an agent; test cases made from real failures. Does not count: one test before launch that is not repeated; figures on time saved or number of users.",
					Evidence: []string{"the test cases", "the latest scores and pass marks", "a record of people checking automated scores"},
					Why:      "Without agreed measures you cannot tell a better version from a worse one.",
				},
				{
					ID: "evaluation.experimentation", Title: "Running experiments",
					Text: "How do you find out whether a change is an improvement?",
					Options: []maturity.Option{
						{Points: 0, Text: "New and old versions are not yet compared before we decide, or only now and then."},
						{Points: 1, Text: "We compare the new version with the old one, on the same cases or with similar groups of users."},
						{Points: 2, Text: "We also do this as a standing routine, and its record guides what is kept or tried next."},
					},
					Help:     "Counts: scripted test runs, simulated users, a trial with a small share of users, a study with people of the version now in use. A standing routine has a script or set plan that is used for planned changes. Does not count: releasing to all users and watching how they react.",
					Evidence: []string{"saved results of past comparisons", "the script or plan", "a change that was dropped because of the results"},
					Why:      "A change that helps one kind of request can quietly hurt another.",
				},
			}},
			{ID: "deployment", Name: "Deployment", About: "Releasing changes and being able to undo them", Questions: []maturity.Question{
				{
					ID: "deployment.release", Title: "Releasing changes",
					Text: "How does a change reach users?",
					Options: []maturity.Option{
						{Points: 0, Text: "Changes do not yet go live by set steps with a test first, or only now and then."},
						{Points: 1, Text: "Changes go live by the same set steps, with a test or a small group of users first."},
						{Points: 2, Text: "An automated (CI/CD) pipeline also stops a release when a quality or safety check fails."},
					},
					Help:     "Counts: written or scripted steps; a release in stages; a stop that a named owner may overrule. Does not count: a fixed update day without a test; a pipeline that checks only the code and not the model's answers (for the last answer).",
					Evidence: []string{"the release script or pipeline", "a release that was stopped by a failed check"},
					Why:      "Repeatable releases mean fewer mistakes and let you improve more often.",
				},
				{
					ID: "deployment.versioning", Title: "Versions and rollback",
					Text: "If a release goes wrong, how do you find out what changed and undo it?",
					Options: []maturity.Option{
						{Points: 0, Text: "Prompts and code are not yet under version control, or only in part."},
						{Points: 1, Text: "Prompts and code are under version control, so we can restore an earlier version."},
						{Points: 2, Text: "Model, settings, and data are also tied to those versions, so a whole release can be rolled back."},
					},
					Help:     "Counts: a release number or set of tags naming prompt, model version, settings, and search data. With no code of your own, answer for prompts and settings. A past rollback or a rehearsal is the best proof. Does not count: old texts kept in email or documents.",
					Evidence: []string{"the release record for last month", "the date and duration of the last rollback or rehearsal", "tagged test sets and search data"},
					Why:      "You can only undo what you can identify, and a model or its data can change while your code stays the same.",
				},
			}},
			{ID: "safety", Name: "Safety", About: "Preventing harm and taking responsibility", Critical: true, Questions: []maturity.Question{
				{
					ID: "safety.content", Title: "Content safety and misuse",
					Text: "How do you guard applications against harmful content and misuse?",
					Options: []maturity.Option{
						{Points: 0, Text: "We do not yet add safeguards to those that come with the model, or only now and then."},
						{Points: 1, Text: "We set up our own safeguards against harm, leaks, or misuse, such as input or output checks."},
						{Points: 2, Text: "We also attack-test them regularly, for example with prompt injection, and fix the gaps we find."},
					},
					Help:     "Counts: content filters with settings you chose, removal of private data, limits against misuse, a person who checks outputs before use. Does not count: default filters left as they came; a vendor's claim without evidence. Regularly: once a year or more.",
					Evidence: []string{"filter settings", "the last attack-test report", "the log of gaps found and fixed"},
					Why:      "Models can be tricked, can leak data, and can cause harm at scale; built-in protection differs from vendor to vendor.",
				},
				{
					ID: "safety.responsible", Title: "Responsible use",
					Text: "How do you deal with the ethical and legal risks of an application?",
					Options: []maturity.Option{
						{Points: 0, Text: "Ethical and legal risks are not yet reviewed before launch, or only now and then."},
						{Points: 1, Text: "Before launch, a person or group in charge reviews an application's ethical and legal risks."},
						{Points: 2, Text: "The organization also keeps an up-to-date register of applications with their risk levels."},
					},
					Help:     "Counts: a committee or intake process; an impact or privacy assessment; deciding which actions a person must approve (human oversight) and who may pause an application. A register often adds owners and dates of the next review. Does not count: written rules that no one applies to the case; a list of tools without risk levels.",
					Evidence: []string{"the written rules", "a signed review", "the register", "a review that changed, paused, or stopped something"},
					Why:      "Customers, staff, and regulators expect you to know your risks and to name who answers for them.",
				},
			}},
			{ID: "monitoring", Name: "Monitoring", About: "Watching live applications and learning from them", Critical: true, Questions: []maturity.Question{
				{
					ID: "monitoring.production", Title: "Watching live applications",
					Text: "How do you watch applications once they are live?",
					Options: []maturity.Option{
						{Points: 0, Text: "We do not yet check figures from live use, or only now and then."},
						{Points: 1, Text: "We regularly check figures from live use, such as errors, speed, cost, or ratings."},
						{Points: 2, Text: "We also score samples of live answers for quality or safety, so that a drop shows early."},
					},
					Help:     "Counts: a dashboard or records that someone reads; alerts; a trace of model, data, and tool steps; a plan for incidents. Does not count: only the number of users or conversations, or only the monthly bill; waiting for complaints.",
					Evidence: []string{"the dashboard", "one full trace", "scores of live answers", "the last alert or incident and what was done about it"},
					Why:      "Real use differs from testing, and quality can fall without any error message.",
				},
				{
					ID: "monitoring.prediction", Title: "Looking ahead and using feedback",
					Text: "How do live data and user feedback lead to improvement?",
					Options: []maturity.Option{
						{Points: 0, Text: "We do not yet go through feedback or live records to improve, or only now and then."},
						{Points: 1, Text: "We regularly go through feedback or live records and fix what we find."},
						{Points: 2, Text: "We also use trends or forecasts to act before quality drops, costs rise, or capacity runs out."},
					},
					Help:     "Counts: sorting ratings, complaints, corrections, or traces on a set day or in a steady cycle; making test cases from confirmed failures; a trend or forecast with a limit at which someone acts. Does not count: feedback stored but not read; last year's bill plus a percentage.",
					Evidence: []string{"notes from the last feedback review", "test cases that came from live failures", "a forecast or early-warning chart and the step it led to"},
					Why:      "Acting on early signs is cheaper than repairing trust after a failure.",
				},
			}},
			{ID: "strategy", Name: "Strategy", About: "Serving the business and keeping up", Questions: []maturity.Question{
				{
					ID: "strategy.alignment", Title: "Fit with business goals",
					Text: "How do you know that your generative AI work supports business goals?",
					Options: []maturity.Option{
						{Points: 0, Text: "Applications do not yet have a stated business goal that we can check, or only a few do."},
						{Points: 1, Text: "Applications have a stated business goal, with a way to tell whether it is being met."},
						{Points: 2, Text: "The organization also reviews at set times whether the work still fits its goals, and adjusts it."},
					},
					Help:     "Counts: a goal in a tender, plan, or study; measured benefit, risk, or cost per outcome; a decision to grow, change, or stop an application. Does not count: \"save time\" without a figure; a result looked for only afterwards.",
					Evidence: []string{"a one-page goal with a sponsor", "notes from the last review", "something that was changed or stopped"},
					Why:      "Models and business needs both change, so last year's good idea may no longer be worth its cost.",
				},
				{
					ID: "strategy.innovation", Title: "Learning and sharing",
					Text: "How do people keep up with new developments and share what works?",
					Options: []maturity.Option{
						{Points: 0, Text: "Learning and trying new ideas are not yet organized, or only now and then."},
						{Points: 1, Text: "The organization gives people regular time, training, or meetings to learn and try new ideas."},
						{Points: 2, Text: "It also shares its lessons outside, for example in talks, articles, open source, or a peer group."},
					},
					Help:     "Counts: courses, trial time, internal demos, parts that teams reuse. Articles or talks that staff give as part of their work, more than once, show both steps. Does not count: a single event; one short session for a few people; courses for customers.",
					Evidence: []string{"the training plan", "a component used by several teams", "a talk or article from the past year"},
					Why:      "The field moves quickly, and teams that share do not have to solve the same problem twice.",
				},
			}},
		},
	}
}

// terseBank is testBank with hardly any text. Tests that run many forms use it:
// measuring text takes most of the time.
func terseBank() *maturity.Bank {
	b := testBank()
	b.Instructions = maturity.Instructions{}
	for _, q := range b.Questions() {
		q.Text, q.Help, q.Why, q.Evidence = "How?", "", "", nil
		for i := range q.Options {
			q.Options[i].Text = "So."
		}
	}
	return b
}
