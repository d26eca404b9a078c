using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.Fisheries;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>fishery list | show | species | initiative | log | limit</c>: fisheries districts.</summary>
internal static class FisheryCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build() => new("fishery", "Fisheries districts: state of the species, limits, initiatives, fishing logs.")
    {
        List(), Show(), Species(), Initiative(), FishingLogCommands.Build(), Limit(),
    };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("list", "One district a line, with how its species stand now.") { json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var all = await session.Get<IDistrictReports>().ListAsync(null, cancellationToken);
            Console.WriteLine(parse.GetValue(json) ? JsonSerializer.Serialize(all, Json) : string.Join(Environment.NewLine, all.Select(FisheryText.Line)));
        });
        return command;
    }

    private static Command Show()
    {
        var district = District();
        var on = new Option<string?>("--on") { Description = "As it stood at the end of this day in Japan; now without it." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("show", "A district: species against their limits, outlook, degree-days, days in stress, completeness, initiatives.") { district, on, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (id, day, today) = (parse.GetRequiredValue(district), BridgeCommands.Day("--on", parse.GetValue(on)), JapanDay.Of(TimeProvider.System.GetUtcNow()));
            if (day > today)
            {
                throw new SettingsException(string.Create(
                    CultureInfo.InvariantCulture, $"--on {day:yyyy-MM-dd} lies in the future; give a day up to {today:yyyy-MM-dd}. What may come is the outlook of today's report."));
            }

            await using var session = StoreSession.Open();
            var report = await session.Get<IDistrictReports>().FindAsync(id, day, cancellationToken)
                ?? throw new SettingsException($"There is no district '{id}'; see fishery list.");
            Console.WriteLine(parse.GetValue(json) ? JsonSerializer.Serialize(report, Json) : FisheryText.Of(report));
        });
        return command;
    }

    private static Command Species()
    {
        var command = new Command("species", "The species of the catalog.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            foreach (var species in await session.Get<IFisheryQueries>().SpeciesAsync(cancellationToken))
            {
                Console.WriteLine($"{species.Id}\t{species.Name.Ja}\t{species.Name.En}\t{species.Limits.Count} limits{(species.Fictional ? "\t(made up)" : "")}");
            }
        });
        return command;
    }

    private static Command Initiative()
    {
        var kind = new Option<string?>("--kind") { Description = $"What it consists of: {string.Join(" or ", InitiativeKinds.All)}. Needed for the first start." };
        kind.AcceptOnlyFromAmong([.. InitiativeKinds.All]);
        var evidence = new Option<string?>("--evidence") { Description = "What shows it: a document, a decision, a reference. A start without it is recorded and does not count." };
        return new Command("initiative", "Smart initiatives (スマート化の取組) of a district.")
        {
            Step("start", "It begins, or goes on after a pause.", evidence, kind, (desk, step) => desk.StartAsync(step.District, step.Initiative, step.Kind, step.On, step.Evidence, step.Actor, step.Cancellation)),
            Step("pause", "It rests.", evidence, null, (desk, step) => desk.PauseAsync(step.District, step.Initiative, step.On, step.Reason!, step.Evidence, step.Actor, step.Cancellation)),
            Step("end", "It is over.", evidence, null, (desk, step) => desk.EndAsync(step.District, step.Initiative, step.On, step.Reason!, step.Evidence, step.Actor, step.Cancellation)),
        };
    }

    private static Command Step(string name, string description, Option<string?> evidence, Option<string?>? kind, Func<FisheryDesk, StepInput, Task> record)
    {
        var (district, initiative) = (District(), new Argument<string>("initiative") { Description = "Its id within the district, for example buoy-2026." });
        var on = new Option<string?>("--on") { Description = "From this day in Japan on; today without it." };
        var reason = new Option<string?>("--reason") { Description = "Why, in words.", Required = kind is null };
        var by = CommandActor.Option();
        var command = new Command(name, description) { district, initiative, on, evidence, by };
        command.Add(kind is null ? reason : kind);
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var input = new StepInput(
                parse.GetRequiredValue(district), parse.GetRequiredValue(initiative), kind is null ? null : parse.GetValue(kind),
                BridgeCommands.Day("--on", parse.GetValue(on)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow()), kind is null ? CommandActor.Words(parse.GetRequiredValue(reason)!) : null,
                parse.GetValue(evidence), await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            await record(new FisheryDesk(session.Store, TimeProvider.System), input);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{input.District} {input.Initiative}: {name} from {input.On:yyyy-MM-dd} on{(kind is not null && string.IsNullOrWhiteSpace(input.Evidence) ? "; without evidence it does not count" : "")}"));
        });
        return command;
    }

    private static Command Limit() => new("limit", "Limits of a species: what holds, what was changed, by whom and why.") { LimitShow(), LimitChange(LimitChanges.Set), LimitChange(LimitChanges.Off), LimitChange(LimitChanges.Reset) };

    private static Command LimitShow()
    {
        var species = SpeciesId();
        var district = new Option<string?>("--district") { Description = "As they hold in this district; without it, in those without changes of their own." };
        var command = new Command("show", "The limits of a species with their sources and changes.") { species, district };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var id = parse.GetRequiredValue(species);
            var limits = await session.Get<IFisheryQueries>().LimitsAsync(id, parse.GetValue(district), null, cancellationToken)
                ?? throw new SettingsException($"There is no species '{id}'; see fishery species.");
            Console.WriteLine(limits.Count == 0 ? $"{id} has no limits: none was found in public." : string.Join(Environment.NewLine, limits.SelectMany(FisheryText.Lines)));
        });
        return command;
    }

    private static Command LimitChange(string change)
    {
        var (species, limit) = (SpeciesId(), new Argument<string>("limit") { Description = "Limit id; see fishery limit show." });
        var value = new Option<double?>("--value") { Description = "The value that holds from now on, in the metric's unit.", Required = change == LimitChanges.Set };
        var district = new Option<string?>("--district") { Description = "Only for this district; without it, for all that have no change of their own." };
        var reason = new Option<string>("--reason") { Description = "Why, in words.", Required = true };
        var source = new Option<string?>("--source") { Description = "Where the value comes from." };
        var by = CommandActor.Option();
        var command = new Command(change, change switch
        {
            LimitChanges.Set => "Another value holds.",
            LimitChanges.Off => "The limit is not asked for.",
            _ => "What stands for all districts, or in the catalog, holds again.",
        })
        {
            species, limit, district, reason, by,
        };
        if (change == LimitChanges.Set)
        {
            command.Add(value);
            command.Add(source);
        }

        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var fact = new SpeciesLimitChanged(
                parse.GetRequiredValue(species), parse.GetRequiredValue(limit), parse.GetValue(district), change, change == LimitChanges.Set ? parse.GetValue(value) : null,
                CommandActor.Words(parse.GetRequiredValue(reason)), change == LimitChanges.Set ? parse.GetValue(source) : null);
            await new FisheryDesk(session.Store, TimeProvider.System).ChangeLimitAsync(
                fact, await session.Get<IStationQueries>().MetricsAsync(null, cancellationToken), await CommandActor.ReadAsync(session, parse.GetValue(by), cancellationToken), cancellationToken);
            Console.WriteLine($"recorded; what holds now and stood before: fishery limit show {fact.Species}");
        });
        return command;
    }

    private static Argument<string> District() => new("district") { Description = "District id; see fishery list." };

    private static Argument<string> SpeciesId() => new("species") { Description = "Species id; see fishery species." };

    private sealed record StepInput(
        string District, string Initiative, string? Kind, DateOnly On, string? Reason, string? Evidence, string Actor, CancellationToken Cancellation);
}
