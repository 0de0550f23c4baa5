/// Who decides in an example town, and what helps and what hinders there: made up, as all of the town.
extension TownTexts {
  /// The keys under `society`, with comments for who learns from them.
  ///
  /// The first district alone has a council and answers of its own, so that there is something to compare.
  var governance: String {
    let district = TownLayers.districtID(1, of: frame.districtCount)
    return """
        # Who decides, who must agree and who is heard. governance.svg draws it; raci.csv says who answers for what.
        governance:
          bodies:
            - {id: council, name: Town council, kind: council, group: public, decides: [all], mandate: Decides on the plan and its budget.}
            - {id: steering, name: Steering group, kind: steering group, group: [public, business, academia, civil], mandate: Steers the plan between two meetings of the council.}
            - {id: task-force, name: Interdepartmental task force, kind: task force, group: public, members: [town, utility, spatial planning, finance], mandate: Brings the offices together every month.}
            - {id: lab, name: Living Lab, kind: living lab, group: [academia, civil, business], members: [institute, community, owners, firms, farmers], mandate: Where people and offices work out actions together.}
            - {id: village, name: Council of the first district, kind: council, level: district, group: civil, districts: [\(district)], mandate: Speaks for the people of its district.}
            - {id: agency, name: Regional energy agency, kind: agency, level: region, group: public, mandate: Advises the municipalities of the region.}
            - {id: nature, name: Nature conservation office, kind: agency, level: state, group: public, mandate: Agrees to works in protected areas.}
            - {id: ministry, name: Ministry of the environment, kind: ministry, level: state, group: public, mandate: Passes money on to the municipalities.}\(union("{id: europe, name: European Commission, kind: other, level: EU, group: public, mandate: Gives the Union’s funds.}"))
          links:
            - {from: steering, to: council, kind: reports}
            - {from: task-force, to: steering, kind: reports}
            - {from: lab, to: steering, kind: coordinates}
            - {from: village, to: council, kind: reports}
            - {from: council, to: village, kind: consults}
            - {from: agency, to: task-force, kind: coordinates}
            - {from: ministry, to: council, kind: funds}\(union("{from: europe, to: ministry, kind: funds}"))
            - {from: ministry, to: nature, kind: delegates}
          raci:
            street-lighting: {responsible: task-force, informed: [owners]}
            cycling-walking: {responsible: town, consulted: [cyclists], informed: [owners]}
            roof-pv-all: {consulted: [grid], informed: [task-force]}
          agreements:
            - {body: nature, constraints: [protected areas], actions: [wind, ground-pv, agri-pv]}
            - {body: village, districts: [\(district)], actions: [cycling-walking, parking-pv, ground-pv, agri-pv, wind]}
        # What helps and what hinders: none, planned, in force, monitored. What is left out is unanswered; factors.csv lists all questions.
        factors:
          answers:
            steering-body: in force
            interdepartmental-task-force: in force
            staff-time: none
            process-length: planned
            local-data: planned
            spatial-planning: none
            signed-agreements: planned
            political-mandate: in force
            named-leads: in force
            funding: planned
            energy-community: in force
            one-stop-shop: planned
            turnout: in force
            regular-monitoring: planned
            living-lab: in force
          districts:
            \(district): {local-organisations: in force, neighbourhood-meetings: monitored, energy-community: planned, meeting-place: in force, turnout: planned}
            \(community[0]): {local-organisations: in force, energy-community: in force}
      """
  }

  /// One more entry of a list of `governance` in towns of the European Union, on a line of its own.
  private func union(_ entry: String) -> String { isInUnion ? "\n      - \(entry)" : "" }
}
