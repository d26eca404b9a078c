using System.Globalization;
using MiyagiSensing.Chaos.Audit;
using MiyagiSensing.Chaos.Faults;
using MiyagiSensing.Chaos.Load;
using MiyagiSensing.Chaos.Report;
using MiyagiSensing.Chaos.Servers;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;

namespace MiyagiSensing.Chaos;

/// <summary>Round after round: load, faults, wait until all is well again, audit. Ends with the first round that is not clean.</summary>
internal sealed class ChaosRun(ChaosOptions options, TimeProvider clock, TextWriter output)
{
    /// <summary>How long everything may take to come back by itself after the last fault. Chosen: what an operator would wait before looking.</summary>
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(60);

    /// <summary>Messages that must be acknowledged after the last fault before a round ends, so that what was broken is also used. Chosen: one of each device on average.</summary>
    private const int MessagesAfterwards = 48;

    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(200);

    private readonly List<RoundResult> _results = [];

    /// <summary>True when every round was clean.</summary>
    public bool IsClean => _results.Count > 0 && _results.All(result => result.IsClean);

    /// <summary>Runs all of it.</summary>
    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        await using var servers = await ServerSet.StartAsync(cancellationToken);
        await using var fleet = await Fleet.StartAsync(servers, options.Seed, servers.Disk.Folder, clock, cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var relief = InfluxRelief.RunAsync(servers, clock, end.Token);
        var auditor = new Auditor(servers.ConnectionString, servers.InfluxAddress);
        await output.WriteLineAsync(
            $"seed {options.Seed}, {fleet.Devices.Count} devices, disk: {(servers.Disk.CanBeFilled ? servers.Disk.Kind : "a plain folder; the disk is not filled, which needs root")}");
        var numbers = options.Only is { } only ? [only] : Enumerable.Range(1, options.Rounds);
        foreach (var number in numbers)
        {
            var plan = RoundPlan.Make(options.Seed, number, servers.Disk.CanBeFilled);
            if (!await RunRoundAsync(plan, servers, fleet, auditor, cancellationToken))
            {
                break;
            }
        }

        if (IsClean)
        {
            var last = _results[^1];
            await auditor.AuditAllAsync(last.Findings, cancellationToken);
            await ReportAsync(last, "audit of all rounds together");
        }

        await end.CancelAsync();
        await relief;
        return new RunReport(options.Seed, servers.Disk.Kind, _results, servers.PeakMemoryBytes, auditor.AlertsRaised, clock.GetElapsedTime(began));
    }

    private async Task<bool> RunRoundAsync(RoundPlan plan, ServerSet servers, Fleet fleet, Auditor auditor, CancellationToken cancellationToken)
    {
        var before = auditor.AcknowledgedValues;
        var findings = new Findings();
        var exits = servers.UnaskedExits;
        var recovery = TimeSpan.Zero;
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var memory = WatchMemoryAsync(servers, watching.Token);
        try
        {
            fleet.Speak(true);
            var machine = new FaultMachine(servers, fleet, clock);
            await machine.InflictAsync(plan, cancellationToken);
            var acknowledged = fleet.AcknowledgedCount;
            await Eventually.HoldsAsync(
                "the devices are answered again", () => fleet.AcknowledgedCount >= acknowledged + MessagesAfterwards, cancellationToken, RecoveryLimit);
            fleet.Speak(false);
            await RecoveredAsync(servers, fleet, cancellationToken);
            recovery = clock.GetElapsedTime(machine.LiftedAt);
            var head = await servers.HeadAsync(cancellationToken);
            await Eventually.HoldsAsync("the read models are written", async () => await servers.WrittenAsync(cancellationToken) >= head, cancellationToken, RecoveryLimit);
            await auditor.AuditRoundAsync(fleet.Devices.Select(device => (device.Key.Device, device.TakeAcknowledged())), findings, cancellationToken);
        }
        catch (Exception exception) when (exception is ChaosException or TimeoutException or HttpRequestException or NpgsqlException)
        {
            findings.AddMissing("the end of the round", exception.Message);
        }

        await watching.CancelAsync();
        var result = new RoundResult(plan, auditor.AcknowledgedValues - before, findings, recovery, servers.UnaskedExits - exits, await memory);
        _results.Add(result);
        await ReportAsync(result, "round " + plan.Number.ToString(CultureInfo.InvariantCulture));
        if (!result.IsClean)
        {
            var folder = Path.Combine(options.LogFolder, string.Create(CultureInfo.InvariantCulture, $"seed-{options.Seed}-round-{plan.Number}"));
            await servers.KeepLogsAsync(folder);
            await output.WriteLineAsync($"logs: {folder}\nagain: miyagi chaos --seed {options.Seed} --only {plan.Number}");
        }

        return result.IsClean;
    }

    /// <summary>Waits until nothing is on its way, the platform is ready and every projection has taken in all that is stored.</summary>
    private static async Task RecoveredAsync(ServerSet servers, Fleet fleet, CancellationToken cancellationToken)
    {
        var (waiting, health, head) = (0, default(Health), long.MaxValue);
        try
        {
            await Eventually.HoldsAsync(
                "everything is back",
                async () =>
                {
                    (waiting, health, head) = (fleet.WaitingCount, null, long.MaxValue);
                    if (waiting > 0)
                    {
                        return false;
                    }

                    health = await servers.HealthAsync(cancellationToken);
                    head = health.IsReady ? await TryHeadAsync(servers, cancellationToken) : head;
                    return health.IsReady && health.Positions.Count > 0 && health.Positions.Values.All(position => position >= head);
                },
                cancellationToken,
                RecoveryLimit);
        }
        catch (TimeoutException exception)
        {
            throw new ChaosException(
                $"not back after {RecoveryLimit.TotalSeconds:0} s: {waiting} messages are not acknowledged, {fleet.Devices.Count(device => !device.IsConnected)} devices are not connected; the store ends at {head}; health: {health?.Text ?? "not asked"}",
                exception);
        }

        if (fleet.Devices.Select(device => device.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refused)
        {
            throw new ChaosException(refused);
        }
    }

    private static async Task<long> TryHeadAsync(ServerSet servers, CancellationToken cancellationToken)
    {
        try
        {
            return await servers.HeadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return long.MaxValue;
        }
    }

    private async Task<long> WatchMemoryAsync(ServerSet servers, CancellationToken cancellationToken)
    {
        var peak = 0L;
        using var timer = new PeriodicTimer(MemoryInterval, clock);
        try
        {
            do
            {
                peak = Math.Max(peak, servers.ReadMemory());
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The end of the round.
        }

        return peak;
    }

    private async Task ReportAsync(RoundResult result, string name)
    {
        var findings = result.Findings;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {string.Join(", ", result.Plan.Faults)}; {result.AcknowledgedReadings} values acknowledged, missing {findings.Missing}, twice {findings.Twice}, altered {findings.Altered}; back after {result.Recovery.TotalSeconds:0.0} s; {result.PeakMemoryBytes / 1_048_576} MB"));
        if (result.UnaskedExits > 0)
        {
            await output.WriteLineAsync($"  the platform has ended by itself {result.UnaskedExits} times");
        }

        foreach (var line in findings.Lines)
        {
            await output.WriteLineAsync("  " + line);
        }
    }
}
