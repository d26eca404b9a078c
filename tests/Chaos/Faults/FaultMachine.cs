using System.Diagnostics;
using MiyagiSensing.Chaos.Load;
using MiyagiSensing.Chaos.Network;
using MiyagiSensing.Chaos.Servers;
using MiyagiSensing.Integration.Fixtures;

namespace MiyagiSensing.Chaos.Faults;

/// <summary>Does to the servers what the plan says, and undoes it.</summary>
internal sealed class FaultMachine(ServerSet servers, Fleet fleet, TimeProvider clock)
{
    /// <summary>How long a woken platform that has been succeeded may take to notice and end. Chosen: it notices at its next commit, at the latest when it writes down the minute.</summary>
    private static readonly TimeSpan EndOfSucceeded = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private long _liftedAt;

    /// <summary>Timestamp of the moment when the last fault was lifted; a kill is lifted in the moment in which it is done.</summary>
    public long LiftedAt => Interlocked.Read(ref _liftedAt);

    /// <summary>Inflicts the round's faults, each at its time; returns when the last one has had its length.</summary>
    public Task InflictAsync(RoundPlan plan, CancellationToken cancellationToken) =>
        Task.WhenAll(plan.Faults.Select(fault => InflictAsync(fault, cancellationToken)));

    private async Task InflictAsync(Fault fault, CancellationToken cancellationToken)
    {
        await Eventually.LastsAsync(fault.At, cancellationToken);
        await ApplyAsync(fault, cancellationToken);
        lock (_gate)
        {
            _liftedAt = Math.Max(_liftedAt, clock.GetTimestamp());
        }

        if (IsDoneAtOnce(fault.Kind))
        {
            // What was killed comes back under load.
            await Eventually.LastsAsync(fault.Length, cancellationToken);
        }
    }

    private static bool IsDoneAtOnce(FaultKind kind) =>
        kind is FaultKind.KillPlatform or FaultKind.RestartPlatform or FaultKind.KillPostgres or FaultKind.KillPostgresSession or FaultKind.KillInflux;

    private async Task ApplyAsync(Fault fault, CancellationToken cancellationToken)
    {
        var random = new Random(fault.Seed);
        switch (fault.Kind)
        {
            case FaultKind.None:
                await Eventually.LastsAsync(fault.Length, cancellationToken);
                break;
            case FaultKind.KillPlatform:
                servers.Platform.Kill();
                break;
            case FaultKind.RestartPlatform:
                servers.Platform.Terminate();
                break;
            case FaultKind.TakeOver:
                await TakeOverAsync(fault.Length, cancellationToken);
                break;
            case FaultKind.KillPostgres:
                servers.Postgres.Kill();
                break;
            case FaultKind.KillPostgresSession:
                servers.Postgres.KillChild(random.Next);
                break;
            case FaultKind.KillInflux:
                servers.Influx.Kill();
                break;
            case FaultKind.FreezePlatform:
                await FreezeAsync(servers.Platform, fault.Length, cancellationToken);
                break;
            case FaultKind.FreezePostgres:
                await FreezeAsync(servers.Postgres, fault.Length, cancellationToken);
                break;
            case FaultKind.FreezeInflux:
                await FreezeAsync(servers.Influx, fault.Length, cancellationToken);
                break;
            case FaultKind.FillDisk:
                await FillDiskAsync(fault.Length, cancellationToken);
                break;
            case FaultKind.WrongClocks:
                fleet.SetClocks((WrongClock)random.Next(1, 4), random);
                await Eventually.LastsAsync(fault.Length, cancellationToken);
                fleet.SetClocks(WrongClock.None, random);
                break;
            default:
                var (link, state) = LinkOf(fault.Kind);
                link.Set(state);
                await Eventually.LastsAsync(fault.Length, cancellationToken);
                link.Set(LinkState.Open);
                break;
        }
    }

    private (TcpProxy Link, LinkState State) LinkOf(FaultKind kind) => kind switch
    {
        FaultKind.CutPostgres => (servers.PostgresLink, LinkState.Cut),
        FaultKind.SilencePostgres => (servers.PostgresLink, LinkState.Silent),
        FaultKind.LosePostgres => (servers.PostgresLink, LinkState.Lost),
        FaultKind.SlowPostgres => (servers.PostgresLink, LinkState.Slow),
        FaultKind.CutInflux => (servers.InfluxLink, LinkState.Cut),
        FaultKind.SilenceInflux => (servers.InfluxLink, LinkState.Silent),
        FaultKind.LoseInflux => (servers.InfluxLink, LinkState.Lost),
        FaultKind.SlowInflux => (servers.InfluxLink, LinkState.Slow),
        FaultKind.CutDevices => (servers.DeviceLink, LinkState.Cut),
        FaultKind.SilenceDevices => (servers.DeviceLink, LinkState.Silent),
        _ => throw new UnreachableException(),
    };

    private static async Task FreezeAsync(Supervised server, TimeSpan length, CancellationToken cancellationToken)
    {
        server.Freeze();
        await Eventually.LastsAsync(length, cancellationToken);
        server.Thaw();
    }

    private async Task FillDiskAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            // What a server removes meanwhile is filled again.
            await Eventually.HoldsAsync(
                "the disk has been full for its time",
                async () =>
                {
                    await servers.Disk.FillAsync(cancellationToken);
                    return clock.GetElapsedTime(began) >= length;
                },
                cancellationToken);
        }
        finally
        {
            servers.Disk.Free();
        }
    }

    private async Task TakeOverAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var frozen = servers.Platform;
        frozen.Freeze();
        await using var old = await servers.TakeOverAsync();
        await servers.NewEpochAsync(cancellationToken);
        await Eventually.LastsAsync(length, cancellationToken);
        frozen.Thaw();
        try
        {
            await old.ExitAsync(cancellationToken).WaitAsync(EndOfSucceeded, clock, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new ChaosException($"A platform that was succeeded while frozen still runs {EndOfSucceeded.TotalSeconds:0} s after it was woken.\n{old.Output}", exception);
        }
    }
}
