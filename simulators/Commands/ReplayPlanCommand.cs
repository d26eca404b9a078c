using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Simulators.Replay;

namespace MiyagiSensing.Simulators.Commands;

/// <summary><c>replay-plan</c>: origin and speed of the clock that a platform needs to play recorded sets.</summary>
internal static class ReplayPlanCommand
{
    /// <summary>Real time of a replay that is given none.</summary>
    public const int DefaultSeconds = 120;

    public static Command Build()
    {
        var folder = new Option<string>("--replay") { Description = "Folder of recorded data sets.", Required = true };
        var seconds = new Option<int>("--for") { Description = "Real seconds.", DefaultValueFactory = _ => DefaultSeconds };
        var command = new Command("replay-plan", "Prints the origin and the speed of the replay clock.") { folder, seconds };
        command.SetAction(parse =>
        {
            var plan = ReplayPlan.Of(RecordedFiles.ReadAll(parse.GetRequiredValue(folder)), TimeSpan.FromSeconds(parse.GetValue(seconds)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Origin:yyyy-MM-ddTHH:mm:ssZ} {plan.Speed}"));
        });
        return command;
    }
}
