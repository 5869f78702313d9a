"""What each published plan states: numbers, names and phrases, of which its page may lose none. A new case needs a list here."""

STATED = {
    "d01-sitwell/sitwell": [
        "residents and staff", "statistics", "mitigate flooding", "£12k", "South Yorkshire Community Foundation", "flood-defence work",
        "whether more works are needed", "young people and the elderly", "schools and youth providers", "Herringthorpe Valley Park",
        "churches, the parish council", "Grounds Maintenance", "Greystones, Hunger Hill, Sorrell Sykes", "walkabouts of councillors and housing officers",
        "Towns and Villages Fund", "The Stag", "Whiston Worrygoose island roundabout", "the page has no date",
    ],
    "d02-dalton-and-thrybergh/dalton-and-thrybergh": [
        "cost of living", "those most affected", "Runs through all", "runs through every other priority", "best start in life", "Places, spaces and activities",
        "Education and obesity", "Families and caregivers", "schools and providers is essential", "25 wards", "every year", "£4m", "£24m to 2024", "seven days a week",
    ],
    "d03-boston-castle/2021/boston-castle": [
        "Cllr Alam", "Cllr McNeely", "Cllr Yasseen", "five priorities", "safe and feel safe", "as the pandemic recedes", "new and existing communities",
        "town centre and beyond", "Clifton Park, Boston Park, Herringth...",
    ],
    "d03-boston-castle/middle/boston-castle": [
        "Community Action Partnership", "ward briefings", "Towns and Villages work on Wellgate", "substance misuse", "traffic management", "cost of living",
        "RotherFed", "Food banks and social supermarkets", "Schools and groups that help families", "cohesion in a diverse ward", "festivals",
        "Awareness of cultures", "age, disability, race and religion", "adults who want skills", "does not link",
    ],
    "d03-boston-castle/later/boston-castle": [
        "1. Address your concerns in relation to road safety and traffic", "CCTV", "acute deprivation", "Support your community", "at Christmas", "VCS",
        "Clifton Park, Boston Park, Herringthorpe Playing Fields, Hollowgate Pocket Park", "Wellgate House area", "Alma Road/The Maltings",
        "Work with you to improve Wellgate", "Towns and Villages Fund", "Appearance", "5. Road safety and traffic", "Respond to concerns", "does not link",
    ],
    "d05-hall-green-north/hall-green-north": [
        "Lou Robson", "Akhlaq Ahmed", "Council House, Victoria Square, B1 1BB", "Roger Godsiff", "2018", "2022", "2012-14", "Policy context", "Useful contacts",
        "suburban ward", "south-east", "21,509", "14th most populous", "69 wards", "claimant count",
        "13,319", "61.9%", "64.3%", "64.8%", "6,056", "28.2%", "25.5%", "21.4%", "2,032", "9.4%", "12.1%", "5,943", "27.6%", "28.7%", "27.5%",
        "4,653", "21.6%", "20.7%", "25.4%", "2,825", "13.1%", "12.9%", "16.3%", "7,757", "36.1%", "57.9%", "85.4%", "6,400", "29.8%", "53.1%", "79.8%",
        "832", "3.9%", "2.1%", "1.0%", "525", "2.4%", "2.7%", "4.7%", "759", "3.5%", ".4", "As printed; it looks cut off", "2.3%", "10,388", "48.3%", "26.6%", "7.8%",
        "2,652", "12.3%", "6.0%", "2.6%", "6,034", "28.1%", "13.5%", "626", "2.9%", "3.0%", "0.8%", "100", "0.5%", "1.2%", "0.7%", "976", "4.5%", "1.5%", "749", "9...",
    ],
    "d07-stirchley/stirchley": [
        "Prosperous", "Inclusive", "Safe", "Healthy", "Green", "Local", "3-6 priorities", "69 wards", "101 councillors", "40 wards", "120 councillors",
        "need not fill every theme", "goals and actions", "revised as needed", "Mary Locke", "9 January 2023", "16 January 2023", "8 February", "Online",
        "Quarterly ward meeting", "Net zero", "Pineapple Station", "CIL", "Update on the Ward Plan", "Since 2018", "23 March 2023", "Ward Plan and Priorities",
    ],
    "d08-sheffield/central": [
        "21 March 2022", "Hillsborough", "Walkley", "Broomhill and Sharrow Vale", "City", "Three councillors", "12 in the four wards", "£100,000", "£57,000",
        "fly-tipping and graffiti", "1%", "home-owners", "Private tenants", "Council tenants", "Transport and highways", "Environment", "Community and neighbourhoods",
        "Community safety and crime", "Business, employment and skills", "Keep listening", "Work with partners", "17 February 2022", "Executive Director, People Services",
    ],
    "d08-sheffield/north": [
        "Transport", "Community safety", "Community life", "£100,000", "totalling £80,000", "£50,000", "Great North", "£5,000", "£25,000", "NextGen North", "£15,000",
        "£10,000", "Youth Services", "Food poverty", "Operations", "£90,000",
    ],
    "d08-sheffield/south-west": [
        "£100,000", "£26,697", "50%", "£13,348", "Citizens Advice", "£2,000", "Youth event", "amended by members", "lunch club", "or similar activity", "Unpaid carers",
    ],
    "d08-sheffield/south-east": [
        "29 February 2024", "£9,500", "Mobile CCTV", "Crime", "£10,000", "Youth provision", "Health/Children", "£22,459", "Cost of living",
    ],
    "d09-edinburgh/north-east": [
        "Community Empowerment (Scotland) Act 2015", "October 2017", "2022", "Locality-wide outcomes", "Small areas", "How we measure success", "Contacts",
        "short, the medium and the long term", "Police", "NHS Lothian", "Health and Social Care Partnership", "Fire", "Voluntary forums",
        "Three earlier neighbourhood partnership plans", "Edinburgh Partnership",
    ],
    "d09-edinburgh/north-west": [
        "Economy and employability", "Health and wellbeing", "Community safety", "Children and young people", "Place", "Small areas", "November 2019",
        "internal working documents", "no other monitoring", "interviews", "August to September 2019", "December 2019", "March 2020", "Paused", "September 2020",
        "December 2020", "streamlined", "March 2021", "about 15%", "1 in 5", "Forth", "27%", "Corstorphine", "8%",
    ],
    "d12-albrighton/2013-14/albrighton": [
        "Housing for vulnerable people", "Key", "Shropshire Council", "HCA", "Registered providers", "Specialist care", "Voluntary sector", "Communities", "Schools",
        "West Mercia Police", "Ongoing", "varies from scheme to scheme", "Council capital programme", "Supported independent living", "including regeneration",
        "Owners", "Keep Shropshire Warm", "Developers", "2011-2015", "scheme dependent", "Private sector", "Energy efficiency", "Decent Homes", "adaptations",
        "Wider (developer) contributions", "Potential cost / funds secured",
    ],
    "d12-albrighton/2019-20/albrighton": [
        "What is a Place Plan", "data review, prioritisation, projects, potential projects", "Planning in Shropshire", "boundary, pen picture, parishes and elected members",
        "other local plans", "previous, future", "Annexe", "18 Place Plans", "January 2020", "September to January",
    ],
    "d12b-climate-tracker/stevenage": [
        "BI9", "PA4", "Green Spaces Strategy", "Climate Change Community Fund", "Discussion, Not started, Initial scoping, Planning stage, Underway, Completed", "On time",
        "What is left", "Cabinet approval", "30 June 2025", "consultation", "23 February 2025", "select committee", "31 March 2025", "15 September 2024", "7 January 2024",
        "about 400 responses", "April to May 2025", "June 2025", "Summer 2025", "7 June 2024", "two pilot projects", "31 March 2024", "flyer to wards", "31 January 2024",
        "10 July 2024", "27 February 2024", "Kausal", "portfolio holder", "8 strategic themes", "engagement",
    ],
    "d12c-play-areas/stevenage": [
        "Six new play areas", "2016/17", "50-120", "56%", "poor or very poor", "100%", "good or very good", "14%", "29%", "daily", "Vandalism", "It fell", "16 June 2017",
    ],
    "d14-mauchline/2014/mauchline": [
        "eight named bodies", "July to October 2013", "723", "2,076 houses", "201", "168 primary", "130", "12-17", "28 stakeholder meetings", "Our community now", "Vision",
        "Main Street and priorities", "strategies", "Making it happen",
    ],
    "d14-mauchline/2024/mauchline": [
        "Train station", "Outdoor spaces", "Indoor sport and leisure", "farmers' markets", "24 plans", "6 partner plans", "2029",
    ],
    "d15-university-community/university-community": [
        "38 neighborhood plans", "six sectors", "numbers its own recommendations", "actions taken", "lead", "expected completion", "completed, in progress, not started, closed",
        "Discontinued without completion", "filtered by lead", "16 November 1998", "Activity", "Priority", "Time frame", "Cost estimates", "Implementor", "Executive response",
        "executive recommended action", "Council action taken", "Key strategies", "Activities for implementation", "longer term", "Accomplishments during planning",
    ],
    "d16-jerrettspass-and-lurganare/jerrettspass-and-lurganare": [
        "December 2017", "To be read with", "2012", "One workshop with stakeholders", "Arup", "LEADER", "Priority 6", "Section 2", "have been implemented since",
        "which come next", "Cullyhanna and Dorsey", "Barnmeen and Drumgath", "September 2012", "January 2018",
    ],
    "d17-barrow-upon-soar/barrow-upon-soar": [
        "24 sets", "Main target", "Enabling targets", "Timescale", "Key stakeholders", "Recommended actions and comments", "13. Young people", "13.1. Look whether a youth club",
        "13.2. Improve playgrounds", "Fishpool Way", "Sileby Rd", "ongoing", "13.3. List of activities", "13.4. Publicise", "start now", "14. Sport", "14.1.", "Sports barn",
        "14.2. Liaise with clubs", "14.4. Pitches", "14.4. Free guide", "there is no 14.3", "24. Monitoring", "Action groups", "every 3 years", "six-monthly", "annual", "5-yearly", "2006",
    ],
    "d19-weoley/weoley": [
        "18 October 2017", "Local Innovation Fund", "£12,858", "We Love Weoley", "Grow-Eat-Cook", "Approved in part", "FastAid", "£24k", "4 wards", "£6,000 each",
        "earlier minute and the form had the wrong figure",
    ],
    "d20-rotherham-budgets/rotherham": [
        "£10,000", "21 wards", "£110,000", "£61,000", "81%", "£210,000", "82%", "£1,453", "£30,000", "£1,429", "Six wards spent all", "four spent nothing", "£2,584", "59", "£152,000",
        "20 councillors", "9 December", "election year", "corrected", "fifth annual report", "e-bulletins", "face to face", "protected characteristics", "Community Action Partnerships",
        "Risks and challenges", "delivery plan", "refreshed strategy", "area of focus", "CIL", "£1,584", "£7,120", "£10,680", "£4,000", "council homes", "Council tenants only",
        "commissioning", "open bidding", "Dragons' Den", "purchase", "Majority", "arbitrates", "does not vote", "monitoring form", "projects; amounts; sector funded",
        "ward priority contributed to; communities of identity supported", "2 February 2022",
    ],
    "d24-eugene/eugene": [
        "Action #", "Action step/task", "Department lead", "Resources required", "Priority ranking", "23 items", "individual votes", "February 2007", "may still go first",
        "Enhance effective public engagement", "Support neighborhood involvement", "1. Recruit", "demographic profiles", "CMO", "Medium-High", "18", "2. Pilot tools", "One & Two",
        "CMO/all", "High", "20", "3. Best practice", "closing the feedback loop", "Low", "10", "4. Reinstate matching grants", "PDD/Neighborhood Services", "Low-Medium", "5. Training",
        "17", "6. Communications support", "9", "7. Annual summits", "Current", "14", "8. Update the recognition policy", "model charter", "16", "October to December 2005",
        "Progress since last report", "Challenges",
    ],
    "d06-birmingham-districts/erdington": [
        "Forward in Partnership", "July 2016", "2020", "Josh Jones", "District Executive Member", "Purpose", "Changing context", "Who lives here", "Residents' priorities",
        "Employment, skills & enterprise", "Green, clean & safe", "Housing", "Health", "Neighbourhood Challenge", "Delivery, monitoring & review", "Resources", "£250m",
        "cuts since 2010", "Residents, groups, businesses, officers and members", "prosperous a...",
    ],
    "d06-birmingham-districts/hodge-hill": ["2016/17", "Draft 2", "Printed as a draft", "Ansar Ali Khan", "£250m", "£560m", "List of supporting documents"],
    "d10-wedderburn/wedderburn": [
        "Wedderburn Development Association", "2015", "2025", "12 pages", "What and why", "The Wedderburn story", "How we got here", "What the community wanted", "Goals and tasks",
        "26/11/2019", "25/11/2023", "owner", "legislation", "printed copy", "annual budget", "7 October 2019", "$2.3m", "$500,000", "$584,400", "The rest",
    ],
    "d13-boston-big-local/boston": [
        "April 2015", "March 2017", "mid-point", "Green", "On target", "Orange", "OK", "Red", "Risk", "Health", "Environment", "Spirit", "pleased", "Enterprise", "Mixed",
        "Credit Union", "SLA", "slower",
    ],
    "d18-rother-valley-west/rother-valley-west": [
        "Neighbourhood Charter", "March 2006", "Printed as a draft", "What the charter is", "Area assembly chair", "Area profiles", "Vision", "Governance", "Neighbourhood standards",
        "How to get involved", "How we will involve you", "How agencies work together", "Indicative priority standards", "Councillors", "Meeting dates", "Large print", "Braille",
        "audio", "10 working days",
    ],
    "d22-barnsley-central/central": ["7 August 2024", "£500,000", "each year", "2025", "2028", "amounts by priority", "ring-fenced as contingency", "Grants", "SLAs", "tenders"],
    "d23-sunderland-east/east": [
        "16 March 2020", "Item 3: Neighbourhood Investment Plans", "Chair", "Vice-chair", "People", "Place", "VCS area network", "Northumbria Police", "Fire", "before the plan",
        "Place Board", "People Board", "Neighbourhood Fund", "Community Chest", "executive function", "Area Officer",
    ],
}

# What no page of a transcribed plan may say, because no source says it: that it is a first-stage plan or has no legal basis, that
# something was promised, is late, overdue or was never looked into, and how many meetings were held.
NEVER_SAID = [
    "is promised", "promises", "promised for", "Not yet agreed with residents", "has no statutory basis", "Nobody has looked", "Overdue", "Late,",
    "meetings held since", "(late)", "has not been reviewed since", "We can tell you",
]
# And what the page of each must not say beside that: figures that only follow from others, and words that the source does not have.
NOT_STATED = {
    "d01-sitwell/sitwell": ["£12,000"],
    "d02-dalton-and-thrybergh/dalton-and-thrybergh": ["£4,000,000", "21 wards"],
    "d03-boston-castle/2021/boston-castle": ["Herringthorpe", "Ended"],
    "d03-boston-castle/middle/boston-castle": ["2022", "2023"],
    "d03-boston-castle/later/boston-castle": ["2022", "2023"],
    "d05-hall-green-north/hall-green-north": ["18.4%", "57.9% of Hall Green"],
    "d06-birmingham-districts/erdington": ["prosperous and", "£560m"],
    "d06-birmingham-districts/hodge-hill": ["£810m"],
    "d07-stirchley/stirchley": ["at least three priorities", "12 January 2023"],
    "d08-sheffield/central": ["£157,000", "£43,000"],
    "d08-sheffield/north": ["£20,000 left", "over budget"],
    "d08-sheffield/south-west": ["£13,350"],
    "d08-sheffield/south-east": ["£42,000"],
    "d09-edinburgh/north-east": ["November 2019", "15%"],
    "d09-edinburgh/north-west": ["20%"],
    "d10-wedderburn/wedderburn": ["$1,215,600", "£1,215,600"],
    "d12-albrighton/2013-14/albrighton": ["18 Place Plans"],
    "d12-albrighton/2019-20/albrighton": ["HCA"],
    "d12b-climate-tracker/stevenage": ["Not on time"],
    "d12c-play-areas/stevenage": ["Vandalism fell by", "15%"],
    "d13-boston-big-local/boston": ["£1m"],
    "d14-mauchline/2014/mauchline": ["35%", "2024-29"],
    "d14-mauchline/2024/mauchline": ["723"],
    "d15-university-community/university-community": ["£"],
    "d16-jerrettspass-and-lurganare/jerrettspass-and-lurganare": ["2 workshops"],
    "d17-barrow-upon-soar/barrow-upon-soar": ["14.3. Publicise", "14.4. Publicise"],
    "d18-rother-valley-west/rother-valley-west": ["2007"],
    "d19-weoley/weoley": ["£24,000 each", "£18,000"],
    "d20-rotherham-budgets/rotherham": ["£1,429 each", "£39,000 left"],
    "d22-barnsley-central/central": ["£1,500,000"],
    "d23-sunderland-east/east": ["£"],
    "d24-eugene/eugene": ["£", "$"],
}
