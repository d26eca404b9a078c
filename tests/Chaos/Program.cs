using System.CommandLine;
using System.Runtime.InteropServices;
using MiyagiSensing.Chaos;

var rounds = new Option<int>("--rounds") { Description = "How many rounds.", DefaultValueFactory = _ => 50 };
var seed = new Option<int>("--seed") { Description = "Decides everything random.", DefaultValueFactory = _ => 1 };
var only = new Option<int?>("--only") { Description = "Only this round of the seed." };
var json = new Option<FileInfo?>("--json") { Description = "Write the figures here as JSON." };
var markdown = new Option<FileInfo?>("--markdown") { Description = "Write the table here." };
var logs = new Option<DirectoryInfo>("--logs") { Description = "Where the logs of a failing round go.", DefaultValueFactory = _ => new DirectoryInfo("chaos-logs") };
var root = new RootCommand("Breaks a platform under load, round after round, and audits what was acknowledged.") { rounds, seed, only, json, markdown, logs };
root.SetAction(async (parsed, cancellationToken) =>
{
    using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    var stopping = Task.CompletedTask;
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
    var run = new ChaosRun(
        new ChaosOptions(parsed.GetValue(rounds), parsed.GetValue(seed), parsed.GetValue(only), parsed.GetValue(logs)!.FullName), TimeProvider.System, Console.Out);
    try
    {
        var report = await run.RunAsync(stop.Token);
        await Console.Out.WriteLineAsync("\n" + report.ToMarkdown());
        if (parsed.GetValue(json) is { } jsonFile)
        {
            await File.WriteAllTextAsync(jsonFile.FullName, report.ToJson(), CancellationToken.None);
        }

        if (parsed.GetValue(markdown) is { } markdownFile)
        {
            await File.WriteAllTextAsync(markdownFile.FullName, report.ToMarkdown(), CancellationToken.None);
        }

        return run.IsClean ? 0 : 1;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        await stopping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Console.Error.WriteLineAsync("interrupted; everything has been stopped and removed");
        return 130;
    }

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stopping = stop.CancelAsync();
    }
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
